@org.jspecify.annotations.NullMarked
package twinstream.server;
