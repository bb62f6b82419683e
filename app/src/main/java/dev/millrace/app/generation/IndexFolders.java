package dev.millrace.app.generation;

import dev.millrace.retrieval.corpus.EmbeddingSpace;
import dev.millrace.retrieval.index.Indexes;
import dev.millrace.retrieval.index.LuceneIndex;
import dev.millrace.retrieval.index.PassageIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Indexes in Lucene: a folder for each generation, named by its id. */
public final class IndexFolders implements Indexes {
  private static final Logger LOG = LoggerFactory.getLogger(IndexFolders.class);

  private final Path root;

  /**
   * Tidies up.
   *
   * @param root of our own; made if need be
   */
  public IndexFolders(Path root) {
    this.root = root;
    removeStrays();
  }

  @Override
  public PassageIndex open(int generation, EmbeddingSpace space) {
    return LuceneIndex.open(
        root.resolve(Integer.toString(generation)), space, LuceneIndex.Bm25.DEFAULT);
  }

  /** Files beside the folders: an index from before there were generations, to be made again. */
  private void removeStrays() {
    try {
      Files.createDirectories(root);
      try (DirectoryStream<Path> files = Files.newDirectoryStream(root, Files::isRegularFile)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + root + " can't be tidied", e);
    }
  }

  @Override
  public void removeAllBut(Set<Integer> kept) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(root, Files::isDirectory)) {
      for (Path folder : all) {
        String name = folder.getFileName().toString();
        if (name.matches("\\d{1,9}") && !kept.contains(Integer.parseInt(name))) {
          remove(folder);
        }
      }
    } catch (IOException e) {
      LOG.warn("what an index left in {} can't be removed: {}", root, e.getMessage());
    }
  }

  private static void remove(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : all) {
      Files.delete(one);
    }
  }
}
