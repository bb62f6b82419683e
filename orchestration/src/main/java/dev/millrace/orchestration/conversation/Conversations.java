package dev.millrace.orchestration.conversation;

import static java.util.Objects.requireNonNull;

import dev.millrace.orchestration.model.Role;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.search.DocumentReads;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Conversations that are kept. Each is its owner's alone. An answer quotes documents, so it is
 * withheld from an owner who may no longer read one of them, wherever it would have been shown or
 * sent.
 */
public final class Conversations {
  private static final int LONGEST_TITLE = 80;

  private final ConversationTables tables;
  private final DocumentReads reads;
  private final InstantSource clock;

  public Conversations(ConversationTables tables, DocumentReads reads, InstantSource clock) {
    this.tables = requireNonNull(tables, "tables");
    this.reads = requireNonNull(reads, "reads");
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * A question and its answer.
   *
   * @param details JSON of the answer without its text
   * @param receipt the signed one of the answer, kept as it is
   * @param sensitivity of the most sensitive evidence that the answer was made of
   * @param documents that it was made of
   */
  public record Exchange(
      UUID answerId,
      String question,
      String answer,
      String details,
      String receipt,
      Sensitivity sensitivity,
      Set<UUID> documents) {
    public Exchange {
      requireNonNull(answerId, "answerId");
      requireNonNull(question, "question");
      requireNonNull(answer, "answer");
      requireNonNull(details, "details");
      requireNonNull(receipt, "receipt");
      requireNonNull(sensitivity, "sensitivity");
      documents = Set.copyOf(documents);
    }
  }

  /** A conversation of the viewer's; empty if there is none of that id, or it is another's. */
  public Optional<Conversation> find(Viewer viewer, UUID id) {
    return tables
        .conversations()
        .find(id, viewer.workspace().value(), viewer.user().toString())
        .map(ConversationRow::conversation);
  }

  /** The viewer's conversations, last used first, from before that one on. */
  public List<Conversation> page(Viewer viewer, Optional<UUID> before, int limit) {
    return tables
        .conversations()
        .page(viewer.workspace().value(), viewer.user().toString(), before.orElse(null), limit)
        .stream()
        .map(ConversationRow::conversation)
        .toList();
  }

  /** Its messages in order, from after that place on; −1 for the beginning. */
  public List<Message> messages(Viewer viewer, Conversation conversation, int after, int limit) {
    return visible(viewer, tables.messages().page(conversation.id(), after, limit));
  }

  /** Its last messages, oldest first. */
  public List<Message> last(Viewer viewer, Conversation conversation, int limit) {
    return visible(viewer, tables.messages().last(conversation.id(), limit).reversed());
  }

  /**
   * Keeps an exchange, and makes the conversation if it is not there.
   *
   * @return whether it was kept; false if the conversation is somebody else's
   */
  public boolean keep(Viewer viewer, UUID conversation, Exchange exchange) {
    String title = title(exchange.question());
    return add(
        viewer,
        conversation,
        exchange,
        (workspace, owner, now) ->
            tables.conversations().touch(conversation, workspace, owner, title, now));
  }

  /**
   * Keeps an exchange of a conversation that is there.
   *
   * @return whether it was kept; false if the conversation was deleted meanwhile, or is somebody
   *     else's
   */
  public boolean goOn(Viewer viewer, UUID conversation, Exchange exchange) {
    return add(
        viewer,
        conversation,
        exchange,
        (workspace, owner, now) ->
            tables.conversations().goOn(conversation, workspace, owner, now));
  }

  /** Takes the conversation's row, and tells how many there were. */
  private interface Taken {
    int rows(int workspace, String owner, Instant now);
  }

  private boolean add(Viewer viewer, UUID conversation, Exchange exchange, Taken taken) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    int workspace = viewer.workspace().value();
    String owner = viewer.user().toString();
    return tables
        .transactions()
        .executeWrite(
            _ -> {
              if (taken.rows(workspace, owner, now) == 0) {
                return false;
              }
              add(conversation, workspace, Role.USER, exchange, now);
              add(conversation, workspace, Role.ASSISTANT, exchange, now);
              return true;
            });
  }

  private void add(UUID conversation, int workspace, Role role, Exchange exchange, Instant now) {
    boolean answer = role == Role.ASSISTANT;
    tables
        .messages()
        .add(
            answer ? exchange.answerId() : UUID.randomUUID(),
            workspace,
            conversation,
            role.name().toLowerCase(Locale.ROOT),
            answer ? exchange.answer() : exchange.question(),
            answer ? exchange.details() : null,
            answer ? exchange.receipt() : null,
            answer ? exchange.sensitivity().level() : Sensitivity.PUBLIC.level(),
            answer ? array(exchange.documents()) : "{}",
            now);
  }

  /** Deletes a conversation with all that was said; false if the viewer has none of that id. */
  public boolean delete(Viewer viewer, UUID id) {
    return tables.conversations().delete(id, viewer.workspace().value(), viewer.user().toString())
        > 0;
  }

  /**
   * Notes what the viewer thinks of an answer that he was given; a second time replaces the first.
   *
   * @return false if he was given no such answer
   */
  public boolean rate(Viewer viewer, UUID answerId, Rating rating, @Nullable String comment) {
    return tables
            .messages()
            .rate(
                answerId,
                viewer.workspace().value(),
                viewer.user().toString(),
                rating.wire(),
                comment,
                clock.instant().truncatedTo(ChronoUnit.MICROS))
        > 0;
  }

  /**
   * The signed receipt of an answer that the viewer was given. Empty if he was given no such
   * answer, if he may no longer read a document that it was made of, since a receipt has the answer
   * in it, and of answers from before there were receipts.
   */
  public Optional<String> receipt(Viewer viewer, UUID answerId) {
    return tables
        .messages()
        .receipt(answerId, viewer.workspace().value(), viewer.user().toString())
        .filter(kept -> readable(viewer, documents(kept.documents())))
        .map(KeptReceipt::receipt);
  }

  private boolean readable(Viewer viewer, Set<UUID> documents) {
    return reads.readable(viewer, documents).containsAll(documents);
  }

  private List<Message> visible(Viewer viewer, List<MessageRow> rows) {
    List<Message> all = rows.stream().map(Conversations::message).toList();
    Set<UUID> quoted = new HashSet<>();
    all.forEach(message -> quoted.addAll(message.documents()));
    Set<UUID> readable = reads.readable(viewer, quoted);
    return all.stream()
        .map(message -> readable.containsAll(message.documents()) ? message : message.withheld())
        .toList();
  }

  private static Message message(MessageRow row) {
    return new Message(
        row.messageId(),
        row.ordinal(),
        Role.valueOf(row.role().toUpperCase(Locale.ROOT)),
        row.content(),
        Optional.ofNullable(row.answer()),
        Sensitivity.ofLevel(row.sensitivity()),
        documents(row.documents()),
        row.createdAt());
  }

  private static Set<UUID> documents(String ids) {
    return Arrays.stream(ids.split(",", -1))
        .filter(id -> !id.isEmpty())
        .map(UUID::fromString)
        .collect(Collectors.toSet());
  }

  private static String array(Collection<UUID> ids) {
    return ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
  }

  private static String title(String question) {
    String line = question.strip().replaceAll("\\s+", " ");
    if (line.codePointCount(0, line.length()) <= LONGEST_TITLE) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, LONGEST_TITLE - 1)) + "…";
  }
}
