/// What a path does to a stream of tokens: whether they arrive one by one, merged or held back, and
/// what ends a silent stream. Of the suite's own servers behind balancers, and of anybody's
/// endpoint.
@org.jspecify.annotations.NullMarked
package twinstream.probe;
