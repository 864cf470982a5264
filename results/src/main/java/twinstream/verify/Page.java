package twinstream.verify;

import java.util.List;

/// A printed report, taken apart. Pictures are left out.
///
/// @param sentences paragraphs and items of lists, in order
/// @param tables in order
record Page(List<Sentence> sentences, List<PrintedTable> tables) {

  /// @param heading that it stands under
  record Sentence(String heading, String text) {}

  /// @param rows cells as text, without the row of headers
  record PrintedTable(String caption, List<String> headers, List<List<String>> rows) {}
}
