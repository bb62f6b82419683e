package dev.millrace.app.cli;

import dev.millrace.retrieval.search.SearchMode;
import dev.millrace.retrieval.search.SearchRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code search "…"}: evidence for a question, with the place where each piece stands. */
@Command(
    name = "search",
    description = "Find evidence that the reader may see, with page and heading.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SearchCommand extends ClientCommand {
  @Parameters(paramLabel = "QUERY", description = "What to look for, in any words.")
  private String query = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Passages wanted, 1 to " + SearchRequest.MOST + "; 10 unless given.")
  private int limit = 10;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "lexical, vector, rrf, minmax or hybrid; what was applied for the workspace unless given,"
              + " which is hybrid unless somebody did.")
  private @Nullable String mode;

  @Mixin private FilterOptions filters = new FilterOptions();

  @Spec private @Nullable CommandSpec spec;

  SearchCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run(MillraceClient client) {
    check();
    String json = client.searchJson(new SearchQuery(query, limit, mode, 0, narrowed()));
    Terminal terminal = terminal();
    if (options.json) {
      terminal.out().println(json.strip());
      return ExitCode.DONE;
    }
    SearchAnswer answer = client.answer(json);
    if (answer.evidence().isEmpty()) {
      String reader = options.user == null ? "this key" : options.user;
      terminal.out().println("Nothing that " + reader + " may read was found for: " + query);
      return ExitCode.DONE;
    }
    EvidenceText text = new EvidenceText(terminal, query);
    int rank = 0;
    for (FoundPassage evidence : answer.evidence()) {
      rank++;
      terminal.out().println(text.lines(rank, evidence, -1));
    }
    answer.notes().forEach(note -> terminal.out().println(terminal.faint(note.text())));
    return ExitCode.DONE;
  }

  private @Nullable Map<String, Object> narrowed() {
    try {
      return filters.wire();
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private void check() {
    if (query.isBlank()) {
      throw wrong("an empty query finds nothing: write what to look for in quotation marks");
    }
    if (limit < 1 || limit > SearchRequest.MOST) {
      throw wrong("--limit is 1 to " + SearchRequest.MOST + ", not " + limit);
    }
    try {
      if (mode != null) {
        SearchMode.of(mode);
      }
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private ParameterException wrong(String message) {
    return Usage.wrong(spec, message);
  }
}
