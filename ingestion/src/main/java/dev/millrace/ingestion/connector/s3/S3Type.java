package dev.millrace.ingestion.connector.s3;

import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.ConnectorType;
import dev.millrace.ingestion.connector.LinkTemplate;
import dev.millrace.ingestion.connector.SettingSpec;
import dev.millrace.ingestion.connector.SourceKind;
import dev.millrace.ingestion.connector.SourceSettings;
import dev.millrace.ingestion.connector.Wanted;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Buckets of Amazon S3 and of servers that speak its protocol. */
public final class S3Type implements ConnectorType {
  private static final String URL = "url";
  private static final String REGION = "region";
  private static final String BUCKET = "bucket";
  private static final String PREFIX = "prefix";
  private static final String ACCESS_KEY = "accessKey";
  private static final String SECRET_KEY = "secretKey";
  private static final String SESSION_TOKEN = "sessionToken";
  private static final String PATH_STYLE = "pathStyle";
  private static final String LINK = "link";
  private static final String READERS = "readersMetadata";
  private static final String SENSITIVITY = "sensitivityMetadata";
  private static final Set<String> LINK_NAMES = Set.of("bucket", "key");

  /** Amazon's rules for general purpose buckets, and the capitals that other servers allow. */
  private static final Pattern BUCKET_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,254}");

  private static final Pattern REGION_NAME = Pattern.compile("[a-z0-9-]{1,50}");
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration READ = Duration.ofSeconds(30);
  private static final Duration CALL = Duration.ofMinutes(2);

  /** Buckets; there is nothing about the server to know. */
  public S3Type() {}

  @Override
  public SourceKind kind() {
    return SourceKind.S3;
  }

  @Override
  public List<SettingSpec> settings() {
    return List.of(
        SettingSpec.optional(URL, "the server, https://HOST or http://HOST; without it Amazon"),
        SettingSpec.withDefault(REGION, "the region that the bucket is in", "us-east-1"),
        SettingSpec.required(BUCKET, "the bucket's name"),
        SettingSpec.optional(PREFIX, "only objects whose keys begin with this"),
        Wanted.INCLUDE,
        Wanted.EXCLUDE,
        SettingSpec.secret(ACCESS_KEY, "the access key's id; without keys the bucket is public"),
        SettingSpec.secret(SECRET_KEY, "the secret that goes with it"),
        SettingSpec.secret(SESSION_TOKEN, "the token that goes with temporary keys"),
        SettingSpec.optional(
            PATH_STYLE,
            "whether the bucket's name is in the path (true) or in the host's name (false);"
                + " without it true where settings.url is given"),
        SettingSpec.optional(LINK, "where a person finds an object, with {bucket} and {key} in it"),
        SettingSpec.optional(
            READERS, "the name of the objects' metadata that says who may read: group:hr,user:ann"),
        SettingSpec.optional(
            SENSITIVITY, "the name of the objects' metadata that says how sensitive they are"));
  }

  @Override
  public Connector open(SourceSettings settings) {
    Bucket bucket = bucket(settings);
    return new S3Connector(
        client(bucket, credentials(settings)),
        bucket,
        settings.find(PREFIX).orElse(""),
        Wanted.of(settings),
        new ObjectFacts(settings.find(READERS), settings.find(SENSITIVITY)));
  }

  private static Bucket bucket(SourceSettings settings) {
    Optional<URI> endpoint = settings.find(URL).map(text -> endpoint(settings, text));
    String name = settings.text(BUCKET);
    if (!BUCKET_NAME.matcher(name).matches()) {
      throw settings.wrong(BUCKET, "is no name of a bucket: \"" + name + "\"");
    }
    String region = settings.text(REGION);
    if (!REGION_NAME.matcher(region).matches()) {
      throw settings.wrong(REGION, "is no region: write it like eu-central-1");
    }
    boolean pathStyle =
        settings.find(PATH_STYLE).isPresent() ? settings.flag(PATH_STYLE) : endpoint.isPresent();
    Optional<LinkTemplate> link = settings.find(LINK).map(LinkTemplate::new);
    if (link.isPresent() && !LINK_NAMES.containsAll(link.get().names())) {
      throw settings.wrong(LINK, "can have {bucket} and {key} in it, and no other names");
    }
    return new Bucket(endpoint, region, name, pathStyle, link);
  }

  private static URI endpoint(SourceSettings settings, String text) {
    try {
      URI url = new URI(text);
      boolean http = "https".equalsIgnoreCase(url.getScheme()) || "http".equals(url.getScheme());
      if (http
          && url.getHost() != null
          && url.getRawUserInfo() == null
          && url.getRawQuery() == null
          && url.getRawFragment() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw settings.wrong(URL, "is https://HOST or http://HOST, without a name or password in it");
  }

  private static AwsCredentialsProvider credentials(SourceSettings settings) {
    Optional<String> id = settings.find(ACCESS_KEY);
    Optional<String> secret = settings.find(SECRET_KEY);
    if (id.isPresent() != secret.isPresent()) {
      throw settings.wrong(id.isPresent() ? SECRET_KEY : ACCESS_KEY, "is missing");
    }
    if (id.isEmpty() || secret.isEmpty()) {
      return AnonymousCredentialsProvider.create();
    }
    return StaticCredentialsProvider.create(
        settings.find(SESSION_TOKEN).isPresent()
            ? AwsSessionCredentials.create(id.get(), secret.get(), settings.text(SESSION_TOKEN))
            : AwsBasicCredentials.create(id.get(), secret.get()));
  }

  private static S3Client client(Bucket bucket, AwsCredentialsProvider credentials) {
    ProfileFile none = ProfileFile.aggregator().build();
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(READ))
            .region(Region.of(bucket.region()))
            .credentialsProvider(credentials)
            .forcePathStyle(bucket.pathStyle())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(
                settings -> settings.apiCallTimeout(CALL).defaultProfileFile(none));
    bucket.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }
}
