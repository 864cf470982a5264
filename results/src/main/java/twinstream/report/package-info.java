@org.jspecify.annotations.NullMarked
package twinstream.report;
