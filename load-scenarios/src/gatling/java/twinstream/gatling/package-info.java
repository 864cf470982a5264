/// Scenarios of arriving and leaving users on Gatling's own clients: a second observer, which
/// shares no reader and no load generator with the trials. Starts at [ChatSimulation].
@org.jspecify.annotations.NullMarked
package twinstream.gatling;
