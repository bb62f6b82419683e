package dev.millrace.ingestion.job;

import dev.millrace.retrieval.corpus.CorpusWriter;
import dev.millrace.retrieval.corpus.CorpusWriter.Known;
import dev.millrace.retrieval.corpus.Rights;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Changes the rights of all documents of a source, with none of them being written meanwhile. What
 * documents brought along of their own stays.
 */
public final class Relabelling {
  private static final int PAGE = 500;

  private final SourceRights rights;
  private final SourceRows sources;
  private final CorpusWriter corpus;

  /**
   * For the sources in those tables.
   *
   * @param holders connections that may be held at a time to keep rights still; who holds one needs
   *     another for what it does, so fewer than half of what the data source has
   */
  public Relabelling(DataSource dataSource, int holders, JobTables tables, CorpusWriter corpus) {
    this.rights = new SourceRights(dataSource, holders);
    this.sources = tables.sources();
    this.corpus = corpus;
  }

  /** The rights of a source, and a way to hold them still. */
  RightsNow rights(UUID sourceId, Supplier<Optional<Rights>> current) {
    return rights.of(sourceId, current);
  }

  /**
   * Changes a source's rights and its documents' with them.
   *
   * @param store keeps the source as it is to be; given whether documents are relabelled next, so
   *     that another node can end what this one leaves half done
   */
  void changing(Source before, Rights wanted, Consumer<Boolean> store) {
    rights.changing(
        before.id(),
        () -> {
          store.accept(true);
          relabel(before, wanted);
          sources.relabelled(before.id());
          return before;
        });
  }

  private void relabel(Source source, Rights wanted) {
    String after = "";
    List<Known> page;
    do {
      page = corpus.known(source.workspace(), source.id(), after, PAGE);
      for (Known known : page) {
        Rights rights = known.rights().within(wanted);
        if (!known.rights().equals(rights)) {
          corpus.relabel(source.workspace(), known.documentId(), rights);
        }
        after = known.externalId();
      }
    } while (page.size() == PAGE);
  }

  /** Removes all documents of a source, and then what is left of it. */
  boolean removingAll(UUID sourceId, BooleanSupplier rest) {
    return rights.changing(
        sourceId,
        () -> {
          Source source =
              sources
                  .findById(sourceId)
                  .map(SourceRow::source)
                  .orElseThrow(SourceGoneException::new);
          List<Known> page;
          do {
            page = corpus.known(source.workspace(), sourceId, "", PAGE);
            page.forEach(known -> corpus.remove(source.workspace(), known.documentId()));
          } while (!page.isEmpty());
          return rest.getAsBoolean();
        });
  }
}
