@org.jspecify.annotations.NullMarked
package twinstream.fault;
