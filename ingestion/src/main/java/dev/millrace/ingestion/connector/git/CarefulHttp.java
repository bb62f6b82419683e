package dev.millrace.ingestion.connector.git;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URL;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnection;
import org.eclipse.jgit.util.HttpSupport;

/**
 * Connections to one repository's server and to no other, so that no redirect leads the token or
 * the server itself elsewhere. What they bring is counted and has a deadline.
 */
final class CarefulHttp implements HttpConnectionFactory {
  private static final int CONNECT_MS = 10_000;
  private static final int READ_MS = 30_000;

  private final GitAddress address;
  private final Allowance allowance;

  CarefulHttp(GitAddress address, Allowance allowance) {
    this.address = address;
    this.allowance = allowance;
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    return create(url, Proxy.NO_PROXY);
  }

  @Override
  public HttpConnection create(URL url, Proxy proxy) throws IOException {
    if (!url.getHost().equalsIgnoreCase(address.url().getHost())) {
      throw new IOException(
          "it redirects to "
              + url.getHost()
              + ": write the repository's new address into settings.url");
    }
    address.check();
    return new Connection(url, proxy);
  }

  private final class Connection extends JDKHttpConnection {
    Connection(URL url, Proxy proxy) throws IOException {
      super(url, proxy);
    }

    @Override
    public void setConnectTimeout(int ms) {
      super.setConnectTimeout(CONNECT_MS);
    }

    @Override
    public void setReadTimeout(int ms) {
      super.setReadTimeout(READ_MS);
    }

    /** Packs are compressed as they are; what is compressed again could not be counted. */
    @Override
    public void setRequestProperty(String key, String value) {
      if (!key.equalsIgnoreCase(HttpSupport.HDR_ACCEPT_ENCODING)) {
        super.setRequestProperty(key, value);
      }
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new Counted(super.getInputStream());
    }
  }

  private final class Counted extends FilterInputStream {
    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      allowance.take(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read = super.read(into, from, length);
      allowance.take(read);
      return read;
    }
  }
}
