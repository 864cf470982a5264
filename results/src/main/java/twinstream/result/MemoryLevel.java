package twinstream.result;

/// One step of a memory ladder: the server after a full collection with so many streams open.
///
/// @param streams open streams
/// @param heapBytes heap in use after the collection
/// @param directBytes direct buffers in use
/// @param residentBytes resident set of the process
/// @param kernelSocketBytes memory of TCP sockets, whole machine; 0 where the system does not tell
/// @param openingCpuNanos CPU time that the server used while the streams of this level opened
/// @param openedHere streams that opened for this level
public record MemoryLevel(
    int streams,
    long heapBytes,
    long directBytes,
    long residentBytes,
    long kernelSocketBytes,
    long openingCpuNanos,
    int openedHere) {}
