package dev.millrace.ingestion.connector.s3;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What a failed request means, in words. */
final class S3Words {
  private static final Set<String> WRONG_KEYS =
      Set.of(
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "ExpiredToken",
          "InvalidToken",
          "AuthorizationHeaderMalformed");

  private S3Words() {}

  /** Names the bucket and what to do. */
  static IOException of(Bucket bucket, SdkException e) throws InterruptedException {
    if (e instanceof AbortedException || Thread.interrupted()) {
      InterruptedException interrupted = new InterruptedException("broken off");
      interrupted.addSuppressed(e);
      throw interrupted;
    }
    return new IOException(bucket + ": " + why(e), e);
  }

  /** S3's own name for what is wrong; empty if it gave none. */
  static String code(S3Exception e) {
    return details(e).map(AwsErrorDetails::errorCode).orElse("");
  }

  private static Optional<AwsErrorDetails> details(S3Exception e) {
    return Optional.ofNullable(e.awsErrorDetails());
  }

  private static String why(SdkException e) {
    return switch (e) {
      case NoSuchBucketException gone ->
          "there is no such bucket: check settings.bucket and settings.region";
      case S3Exception answer -> why(answer);
      case ApiCallTimeoutException slow -> "it did not answer in time";
      default -> unreached(e);
    };
  }

  private static String why(S3Exception e) {
    Optional<String> region =
        details(e)
            .map(AwsErrorDetails::sdkHttpResponse)
            .flatMap(response -> response.firstMatchingHeader("x-amz-bucket-region"));
    if (WRONG_KEYS.contains(code(e))) {
      return "it refuses the keys ("
          + code(e)
          + "): check settings.accessKey, settings.secretKey and settings.region";
    }
    return switch (e.statusCode()) {
      case 301, 307, 400 ->
          region
              .map(name -> "it is in another region: set settings.region to " + name)
              .orElseGet(() -> answered(e));
      case 401, 403 ->
          "the keys may not do that: they need s3:ListBucket on the bucket and s3:GetObject on what"
              + " is in it";
      case 404 -> "there is no such bucket: check settings.bucket and settings.url";
      default -> answered(e);
    };
  }

  private static String answered(S3Exception e) {
    return "it answers " + e.statusCode() + " " + code(e);
  }

  private static String unreached(SdkException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return switch (root) {
      case UnknownHostException unknown -> "there is no such host: check settings.url";
      case SocketTimeoutException slow -> "it did not answer in time";
      default -> "it can't be reached: " + root.getMessage();
    };
  }
}
