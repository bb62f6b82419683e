package dev.millrace.ingestion.connector.s3;

import dev.millrace.ingestion.connector.ConnectorContract;
import dev.millrace.ingestion.connector.ConnectorType;
import java.util.Map;

class S3ConnectorTest extends ConnectorContract {
  @Override
  protected Place open() {
    BucketServer server = new BucketServer();
    return new Place() {
      @Override
      public ConnectorType type() {
        return new S3Type();
      }

      @Override
      public Map<String, String> settings() {
        return server.settings();
      }

      @Override
      public Map<String, String> elsewhere() {
        return server.settings("bucket", "no-such-bucket");
      }

      @Override
      public void put(String name, String text) {
        server.put(externalId(name), text);
      }

      @Override
      public void remove(String name) {
        server.client.deleteObject(request -> request.bucket(server.bucket).key(externalId(name)));
      }

      @Override
      public String externalId(String name) {
        return name + ".txt";
      }

      @Override
      public void close() {
        server.client.close();
      }
    };
  }
}
