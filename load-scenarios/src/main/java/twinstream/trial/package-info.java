@org.jspecify.annotations.NullMarked
package twinstream.trial;
