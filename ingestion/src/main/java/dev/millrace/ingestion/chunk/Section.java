package dev.millrace.ingestion.chunk;

import dev.millrace.ingestion.parse.Block;
import dev.millrace.ingestion.parse.ParseResult.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What stands under one heading on one page.
 *
 * @param heading the heading, if the section starts with it and there is text below it
 * @param body the blocks to be cut; never empty
 * @param path the headings above the body, the section's own included
 */
record Section(
    @Nullable Block heading, List<Block> body, @Nullable Integer page, List<String> path) {
  Section {
    body = List.copyOf(body);
    path = List.copyOf(path);
  }

  /** Where the body starts, in code points; no other section starts there. */
  int start() {
    return body.getFirst().start();
  }

  /**
   * A document's sections in order. A heading that has nothing but further headings below it is no
   * section: it is in their paths.
   */
  static List<Section> of(Parsed document) {
    List<Section> sections = new ArrayList<>();
    Block heading = null;
    List<Block> body = new ArrayList<>();
    for (Block block : document.blocks()) {
      boolean title = block.kind() == Block.Kind.HEADING;
      if (title || !continues(block, heading, body)) {
        close(sections, document, heading, body, block);
        heading = null;
        body = new ArrayList<>();
      }
      if (title) {
        heading = block;
      } else {
        body.add(block);
      }
    }
    close(sections, document, heading, body, null);
    return sections;
  }

  private static boolean continues(Block block, @Nullable Block heading, List<Block> body) {
    if (body.isEmpty()) {
      return heading == null || Objects.equals(block.page(), heading.page());
    }
    Block first = body.getFirst();
    return block.headings().equals(first.headings()) && Objects.equals(block.page(), first.page());
  }

  private static void close(
      List<Section> sections,
      Parsed document,
      @Nullable Block heading,
      List<Block> body,
      @Nullable Block next) {
    if (!body.isEmpty()) {
      Block first = body.getFirst();
      sections.add(new Section(heading, body, first.page(), first.headings()));
    } else if (heading != null && !isAbove(document, heading, next)) {
      sections.add(new Section(null, List.of(heading), heading.page(), heading.headings()));
    }
  }

  private static boolean isAbove(Parsed document, Block heading, @Nullable Block next) {
    int level = heading.headings().size();
    return next != null
        && next.headings().size() > level
        && next.headings().get(level).equals(document.text().slice(heading.start(), heading.end()));
  }
}
