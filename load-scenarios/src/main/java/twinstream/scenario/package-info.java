@org.jspecify.annotations.NullMarked
package twinstream.scenario;
