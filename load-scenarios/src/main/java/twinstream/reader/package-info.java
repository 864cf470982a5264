@org.jspecify.annotations.NullMarked
package twinstream.reader;
