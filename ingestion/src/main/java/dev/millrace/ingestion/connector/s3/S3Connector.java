package dev.millrace.ingestion.connector.s3;

import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.Facts;
import dev.millrace.ingestion.connector.Fetched;
import dev.millrace.ingestion.connector.Item;
import dev.millrace.ingestion.connector.Scan;
import dev.millrace.ingestion.connector.ScanSink;
import dev.millrace.ingestion.connector.ScanStart;
import dev.millrace.ingestion.connector.Unusable;
import dev.millrace.ingestion.connector.Wanted;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.InvalidObjectStateException;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket, told whole at each scan in the order of its keys. A checkpoint is the last key. */
final class S3Connector implements Connector {
  private static final Set<String> ARCHIVED = Set.of("GLACIER", "DEEP_ARCHIVE");

  private final S3Client client;
  private final Bucket bucket;
  private final String prefix;
  private final Wanted wanted;
  private final ObjectFacts facts;

  S3Connector(S3Client client, Bucket bucket, String prefix, Wanted wanted, ObjectFacts facts) {
    this.client = client;
    this.bucket = bucket;
    this.prefix = prefix;
    this.wanted = wanted;
    this.facts = facts;
  }

  @Override
  public String test() throws IOException, InterruptedException {
    ListObjectsV2Response page = list(request().maxKeys(1).build());
    return bucket
        + (page.contents().isEmpty() ? " with nothing" : " with objects")
        + (prefix.isEmpty() ? "" : " below " + prefix);
  }

  @Override
  public Scan scan(ScanStart start, ScanSink sink) throws IOException, InterruptedException {
    ListObjectsV2Request.Builder next = request();
    start.brokenOff().ifPresent(next::startAfter);
    @Nullable String token = null;
    do {
      ListObjectsV2Response page = list(next.build());
      for (S3Object object : page.contents()) {
        tell(object, sink);
      }
      if (!page.contents().isEmpty()) {
        sink.checkpoint(page.contents().getLast().key());
      }
      @Nullable String following = page.nextContinuationToken();
      boolean more = Boolean.TRUE.equals(page.isTruncated());
      if (more && (following == null || following.equals(token))) {
        throw new IOException(bucket + ": its listing does not go on after " + token);
      }
      token = more ? following : null;
      next = request().continuationToken(token);
    } while (token != null);
    return Scan.whole();
  }

  private ListObjectsV2Request.Builder request() {
    return ListObjectsV2Request.builder().bucket(bucket.name()).prefix(prefix);
  }

  private ListObjectsV2Response list(ListObjectsV2Request request)
      throws IOException, InterruptedException {
    bucket.check();
    try {
      ListObjectsV2Response page = client.listObjectsV2(request);
      // A page for logging in, or nothing at all, is not an empty bucket.
      if (page.isTruncated() == null) {
        throw new IOException(bucket + ": it answers with no listing: check settings.url");
      }
      return page;
    } catch (SdkException e) {
      throw S3Words.of(bucket, e);
    }
  }

  private void tell(S3Object object, ScanSink sink) throws InterruptedException {
    String key = object.key();
    long size = object.size() == null ? 0 : object.size();
    boolean folder = key.endsWith("/") && size == 0;
    if (folder || !wanted.takes(key)) {
      return;
    }
    String shown = key.replaceAll("\\p{Cntrl}", "\uFFFD");
    if (!shown.equals(key)) {
      sink.unusable(new Unusable(shown, true, "its key has control characters: rename it"));
    } else if (key.length() > Item.LONGEST_ID) {
      sink.unusable(new Unusable(key.substring(0, Item.LONGEST_ID), true, "its key is too long"));
    } else if (ARCHIVED.contains(String.valueOf(object.storageClassAsString()))) {
      sink.unusable(
          new Unusable(
              key,
              false,
              "archived as "
                  + object.storageClassAsString()
                  + ": copy it to a class that can be read at once"));
    } else {
      sink.item(
          new Item(
              key,
              bucket.link(key),
              version(object),
              OptionalLong.of(size),
              Facts.NONE,
              Optional.empty()));
    }
  }

  /** The time is part of it since metadata can be changed and leave the content as it is. */
  private static @Nullable String version(S3Object object) {
    return object.eTag() == null
        ? null
        : object.eTag() + "/" + object.size() + "/" + object.lastModified();
  }

  @Override
  public Fetched fetch(Item item) throws IOException, InterruptedException {
    bucket.check();
    try {
      ResponseInputStream<GetObjectResponse> content =
          client.getObject(request -> request.bucket(bucket.name()).key(item.externalId()));
      try {
        return new Fetched.Content(content, facts.of(content.response()));
      } catch (IllegalArgumentException e) {
        content.abort();
        return new Fetched.Refused("its metadata names no rights: " + e.getMessage());
      }
    } catch (InvalidObjectStateException e) {
      return new Fetched.Refused("archived: restore it, or copy it to another class");
    } catch (NoSuchBucketException e) {
      throw S3Words.of(bucket, e);
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return new Fetched.Gone();
      }
      if (S3Words.code(e).equals("AccessDenied")) {
        return new Fetched.Refused("the keys may not read it: they need s3:GetObject");
      }
      throw S3Words.of(bucket, e);
    } catch (SdkException e) {
      throw S3Words.of(bucket, e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
