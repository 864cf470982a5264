@org.jspecify.annotations.NullMarked
package twinstream.cli;
