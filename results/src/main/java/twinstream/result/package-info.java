@org.jspecify.annotations.NullMarked
package twinstream.result;
