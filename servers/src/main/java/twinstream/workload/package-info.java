@org.jspecify.annotations.NullMarked
package twinstream.workload;
