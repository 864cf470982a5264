package twinstream.verify;

import java.util.List;

/// A table that a report must have.
///
/// @param rows cells, as many as headers
record WantedTable(String caption, List<String> headers, List<List<Text>> rows) {}
