@org.jspecify.annotations.NullMarked
package twinstream.transport;
