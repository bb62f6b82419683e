package dev.millrace.ingestion.connector.mail;

import dev.millrace.ingestion.connector.ConnectorContract;
import dev.millrace.ingestion.connector.ConnectorType;
import java.util.HashMap;
import java.util.Map;

class ImapConnectorTest extends ConnectorContract {
  @Override
  protected Place open() {
    MailServer server = new MailServer();
    return new Place() {
      @Override
      public ConnectorType type() {
        return new MailType(MailServer.LINE);
      }

      @Override
      public Map<String, String> settings() {
        return server.settings();
      }

      @Override
      public Map<String, String> elsewhere() {
        Map<String, String> settings = new HashMap<>(server.settings());
        settings.put("url", "imap://127.0.0.1:1");
        return settings;
      }

      @Override
      public void put(String name, String text) throws Exception {
        server.remove("INBOX", messageId(name));
        server.add("INBOX", content(name, text));
      }

      @Override
      public void remove(String name) throws Exception {
        server.remove("INBOX", messageId(name));
      }

      @Override
      public String externalId(String name) {
        return MailServer.externalId(messageId(name));
      }

      private String messageId(String name) {
        return name + "@example.com";
      }

      @Override
      public String content(String name, String text) {
        return MailServer.message(messageId(name), "Content-Type: text/plain; charset=utf-8", text);
      }

      @Override
      public void close() {
        server.close();
      }
    };
  }
}
