@org.jspecify.annotations.NullMarked
package twinstream.jmh;
