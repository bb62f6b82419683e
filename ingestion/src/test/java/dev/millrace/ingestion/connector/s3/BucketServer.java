package dev.millrace.ingestion.connector.s3;

import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.SourceSettings;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** One S3 server in memory for all tests of a JVM; each caller gets a bucket of its own. */
final class BucketServer {
  static final String KEY = "test-key";
  static final String SECRET = "test-secret";

  private static final class Shared {
    static final String URL = start();

    private static String start() {
      try {
        S3Proxy server =
            S3Proxy.builder()
                .blobStore(new TransientNio2BlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, KEY, SECRET)
                .jettyMaxThreads(24)
                .build();
        server.start();
        return "http://127.0.0.1:" + server.getPort();
      } catch (Exception e) {
        throw new IllegalStateException("the S3 server does not start", e);
      }
    }
  }

  final String bucket = "bucket-" + UUID.randomUUID();
  final S3Client client;

  BucketServer() {
    client =
        S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, SECRET)))
            .endpointOverride(URI.create(Shared.URL))
            .forcePathStyle(true)
            .build();
    client.createBucket(request -> request.bucket(bucket));
  }

  void put(String key, String text) {
    client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(text));
  }

  Map<String, String> settings(String... more) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of("url", Shared.URL, "bucket", bucket, "accessKey", KEY, "secretKey", SECRET));
    for (int at = 0; at < more.length; at += 2) {
      settings.put(more[at], more[at + 1]);
    }
    return settings;
  }

  Connector connect(String... more) {
    return open(settings(more));
  }

  static Connector open(Map<String, String> settings) {
    S3Type type = new S3Type();
    return type.open(SourceSettings.of(type.kind(), type.settings(), settings));
  }
}
