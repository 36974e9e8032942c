package dev.notifier.worker.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.notifier.config.addresses.TrustFile;
import dev.notifier.testing.TestCertificates;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An https server that notes each request and answers as a test says. Thread-safe. */
public final class HttpsReceiver implements Closeable {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final int THREADS = 16;

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile Function<Received, Answer> behaviour = _ -> Answer.of(204);

  private HttpsReceiver(HttpsServer server) {
    this.server = server;
  }

  /** A request. */
  public record Received(String path, Headers headers, String body) {
    /** The first value of a header; empty without one. */
    public String header(String name) {
      String value = headers.getFirst(name);
      return value == null ? "" : value;
    }
  }

  /** A response. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  public record Answer(int status, Map<String, String> headers, byte[] body) {
    /** A response without a body. */
    public static Answer of(int status) {
      return new Answer(status, Map.of(), new byte[0]);
    }
  }

  /** A certificate for 127.0.0.1 and localhost, with its key. */
  public record Identity(Path folder) {
    /** Makes one. */
    public static Identity create(Path folder) throws Exception {
      TestCertificates.create(folder, "receiver");
      return new Identity(folder);
    }

    /** What its clients trust. */
    public List<X509Certificate> certificates() {
      return TrustFile.certificates(folder.resolve("receiver.pem").toString());
    }

    private SSLContext context() throws Exception {
      String key = Files.readString(folder.resolve("receiver.key"), StandardCharsets.US_ASCII);
      PrivateKey privateKey =
          KeyFactory.getInstance("EC")
              .generatePrivate(
                  new PKCS8EncodedKeySpec(
                      Base64.getMimeDecoder().decode(key.replaceAll("-----.*-----", ""))));
      // Of memory only: PKCS12 would derive a key from the password with 10,000 hashes.
      KeyStore store = KeyStore.getInstance("JKS");
      store.load(null, null);
      store.setKeyEntry("own", privateKey, PASSWORD, certificates().toArray(Certificate[]::new));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    }
  }

  /** Starts a receiver on a free port. */
  public static HttpsReceiver start(Identity identity) throws Exception {
    return start(identity, 0);
  }

  /** Starts a receiver on a port. */
  public static HttpsReceiver start(Identity identity, int port) throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(identity.context()));
    HttpsReceiver receiver = new HttpsReceiver(server);
    server.setExecutor(receiver.threads);
    server.createContext("/", receiver::handle);
    server.start();
    return receiver;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Received request =
          new Received(exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body);
      received.add(request);
      Answer answer = behaviour.apply(request);
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] bytes = answer.body();
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  /** From now on, answers so. */
  public void answer(Function<Received, Answer> answers) {
    behaviour = answers;
  }

  /** From now on, answers with a status. */
  public void answer(int status) {
    behaviour = _ -> Answer.of(status);
  }

  /** The requests so far, in their order. */
  public List<Received> received() {
    return List.copyOf(received);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Such as {@code https://127.0.0.1:4711/hooks}. */
  public String url() {
    return "https://127.0.0.1:" + port() + "/hooks";
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
