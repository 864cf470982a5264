/// The cost of one step of the path of a token, without network: explains a difference that trials
/// have found, and never claims one.
@org.jspecify.annotations.NullMarked
package twinstream.jmh;
