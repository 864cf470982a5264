@org.jspecify.annotations.NullMarked
package twinstream.selftest;
