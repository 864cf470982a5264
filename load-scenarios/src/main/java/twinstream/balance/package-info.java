/// Programs between readers and nodes, and beside nodes, that others have written: balancers and
/// Redis, each as a child process that can't outlive this one.
@org.jspecify.annotations.NullMarked
package twinstream.balance;
