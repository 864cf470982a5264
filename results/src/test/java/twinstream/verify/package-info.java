@org.jspecify.annotations.NullMarked
package twinstream.verify;
