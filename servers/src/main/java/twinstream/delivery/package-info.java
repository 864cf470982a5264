@org.jspecify.annotations.NullMarked
package twinstream.delivery;
