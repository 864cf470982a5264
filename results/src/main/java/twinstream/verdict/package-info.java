@org.jspecify.annotations.NullMarked
package twinstream.verdict;
