package dev.millrace.app.http;

import dev.millrace.app.generation.ServedGenerations;
import dev.millrace.app.identity.ApiKeys;
import dev.millrace.app.identity.Caller;
import dev.millrace.app.identity.Scope;
import dev.millrace.ingestion.job.RunLedger;
import dev.millrace.ingestion.job.Source;
import dev.millrace.ingestion.job.Sources;
import dev.millrace.retrieval.access.AccessRecords;
import dev.millrace.retrieval.access.AccessRecords.LabelledDocument;
import dev.millrace.retrieval.access.AccessRecords.Labelling;
import dev.millrace.retrieval.access.AccessRecords.Membership;
import dev.millrace.retrieval.access.Explanation;
import dev.millrace.retrieval.access.Explanation.Verdict;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.search.DocumentReads;
import dev.millrace.retrieval.search.ServedGeneration;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Explains why somebody can or can't see a document, to whoever may know. Who manages rights, with
 * the scope admin, asks about anybody and any document: he learns what it is called at its source
 * and who may read it, which is his to manage, and nothing of what is in it. Everybody else asks
 * about himself and documents that he may read.
 */
@Singleton
public final class AccessDesk {
  private final AccessRecords records;
  private final DocumentReads documents;
  private final Sources sources;
  private final RunLedger ledger;
  private final ApiKeys keys;
  private final ServedGenerations generations;

  AccessDesk(
      AccessRecords records,
      DocumentReads documents,
      Sources sources,
      RunLedger ledger,
      ApiKeys keys,
      ServedGenerations generations) {
    this.records = records;
    this.documents = documents;
    this.sources = sources;
    this.ledger = ledger;
    this.keys = keys;
    this.generations = generations;
  }

  /**
   * Explains.
   *
   * @param user NAME, user:NAME or ISSUER/user:NAME; null for the caller
   * @throws ApiException if the caller may not know, or there is no such document or user
   */
  public AccessView explain(Caller caller, UUID documentId, @Nullable String user) {
    Principal himself = caller.viewer().user();
    Principal asked = user == null ? himself : ApiException.reading("user", () -> user(user));
    if (!Scope.ADMIN.heldBy(caller.scopes())) {
      if (!asked.equals(himself)) {
        throw new ApiException(
            ErrorCode.MISSING_SCOPE,
            "asking about another user needs a key with the scope admin",
            "user");
      }
      if (documents.readable(caller.viewer(), Set.of(documentId)).isEmpty()) {
        throw ApiException.notFound("document", documentId);
      }
    }
    LabelledDocument document =
        records
            .document(caller.workspace(), documentId)
            .orElseThrow(() -> ApiException.notFound("document", documentId));
    return view(document, explanation(caller, document, asked, himself));
  }

  private Explanation explanation(
      Caller caller, LabelledDocument document, Principal asked, Principal himself) {
    Optional<List<Membership>> memberships = records.memberships(caller.workspace(), asked);
    if (memberships.isEmpty()
        && !asked.equals(himself)
        && !keys.haveUser(caller.workspace(), asked)) {
      throw new ApiException(
          ErrorCode.NOT_FOUND,
          "there is no "
              + asked
              + ": no group, no label and no key names him; whoever comes by that name reads what"
              + " everyone may read",
          "user");
    }
    return Explanation.of(asked, document.rights().label(), memberships.orElse(List.of()));
  }

  private static Principal user(String text) {
    Principal principal = text.contains(":") ? Principal.parse(text) : Principal.user(text);
    if (principal.kind() != Principal.Kind.USER) {
      throw new IllegalArgumentException(principal + " is not a user: write NAME or user:NAME");
    }
    return principal;
  }

  private AccessView view(LabelledDocument document, Explanation explanation) {
    boolean readable = explanation.verdict() == Verdict.ALLOWED;
    ServedGeneration served = generations.search().served();
    long position = served.position();
    // A label from before its changes were kept is older than this process.
    boolean reached =
        document.since().map(since -> since.position() <= position).orElseGet(served::ready);
    return new AccessView(
        document.documentId(),
        document.externalId(),
        document.sourceId(),
        sources.find(document.sourceId()).map(Source::name).orElse(""),
        explanation.user().toString(),
        readable,
        explanation.sentence(),
        explanation.allowing().stream().map(AccessView.Entry::of).toList(),
        explanation.denying().stream().map(AccessView.Entry::of).toList(),
        label(document),
        new AccessView.Index(
            position,
            reached,
            document.passages(),
            readable && reached && document.passages() > 0));
  }

  private AccessView.Label label(LabelledDocument document) {
    Rights rights = document.rights();
    return new AccessView.Label(
        LabelFields.texts(rights.label().allow()),
        LabelFields.texts(rights.label().deny()),
        from(rights, Rights.Part.READERS),
        from(rights, Rights.Part.DENIED),
        document.since().map(since -> since(document.documentId(), since)).orElse(null));
  }

  private static String from(Rights rights, Rights.Part part) {
    return rights.own().contains(part) ? "document" : "source";
  }

  private AccessView.Since since(UUID documentId, Labelling since) {
    return new AccessView.Since(
        since.position(),
        since.at(),
        since.relabelled() ? "relabelled" : "written",
        ledger.runThatChanged(documentId, since.position()).orElse(null));
  }
}
