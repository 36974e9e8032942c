import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A receiver of Notifier's webhooks: Java 17 or later, no libraries, one file. Start it with {@code
 * java WebhookReceiver.java PORT} behind a server that ends TLS; README.md in this folder says what
 * it needs. Copy {@link Verifier} into your program, or use a library of Standard Webhooks. Read
 * the documents with the JSON library that you use.
 */
public final class WebhookReceiver {
  private static final int MAX_BYTES = 1 << 20;
  private static final int THREADS = 8;
  private static final Pattern SUBJECT = Pattern.compile("\"subject\":\"([^\"]*)\"");
  private static final Pattern CHANGE = Pattern.compile("\"changeId\":\"([^\"]*)\"");
  private static final Pattern STATE = Pattern.compile("\"state\":\"([^\"]*)\"");

  private final Verifier verifier;
  private final Seen seen = new Seen();

  private WebhookReceiver(Verifier verifier) {
    this.verifier = verifier;
  }

  /** Checks the signatures of Standard Webhooks 1.0. Thread-safe. */
  public static final class Verifier {
    /** An older request may be one that somebody has recorded and sends again. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";

    private final List<byte[]> secrets = new ArrayList<>();

    /**
     * @param secrets as Notifier has shown them; during a rotation, both
     */
    public Verifier(List<String> secrets) {
      for (String secret : secrets) {
        this.secrets.add(
            Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(6) : secret));
      }
    }

    /**
     * Whether Notifier has sent a request.
     *
     * @param body exactly as it arrived: do not parse and write it again
     * @param now the present time
     */
    public boolean isValid(
        String id, String timestamp, String signatures, byte[] body, Instant now) {
      if (id == null || timestamp == null || signatures == null) {
        return false;
      }
      try {
        Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(sent, now).abs().compareTo(TOLERANCE) > 0) {
          return false;
        }
        boolean valid = false;
        for (byte[] secret : secrets) {
          Mac mac = Mac.getInstance(ALGORITHM);
          mac.init(new SecretKeySpec(secret, ALGORITHM));
          mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
          byte[] expected = Base64.getEncoder().encode(mac.doFinal(body));
          for (String signature : signatures.split(" ")) {
            if (signature.startsWith("v1,")) {
              // Takes the same time wherever the first difference is.
              valid |= MessageDigest.isEqual(expected, signature.substring(3).getBytes(UTF_8));
            }
          }
        }
        return valid;
      } catch (NumberFormatException e) {
        return false;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * The last changes: one that was answered too late is sent again, perhaps in another batch. In a
   * database, a unique index on the change id does this for all processes of your program.
   */
  private static final class Seen {
    private static final int MAX = 100_000;

    private final Map<String, Boolean> ids =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX;
          }
        };

    synchronized boolean has(String changeId) {
      return ids.containsKey(changeId);
    }

    synchronized void add(String changeId) {
      ids.put(changeId, true);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(MAX_BYTES);
      String id = exchange.getRequestHeaders().getFirst("webhook-id");
      boolean valid =
          verifier.isValid(
              id,
              exchange.getRequestHeaders().getFirst("webhook-timestamp"),
              exchange.getRequestHeaders().getFirst("webhook-signature"),
              body,
              Instant.now());
      if (valid) {
        // An exception ends the request without a response, and Notifier sends it again.
        store(new String(body, UTF_8));
      }
      exchange.sendResponseHeaders(valid ? 204 : 401, -1);
    }
  }

  private void store(String body) {
    Matcher subject = SUBJECT.matcher(body);
    Matcher change = CHANGE.matcher(body);
    Matcher state = STATE.matcher(body);
    while (subject.find() && change.find() && state.find()) {
      if (!seen.has(change.group(1))) {
        // Store the change here, and work on it after the response: Notifier waits for 15 seconds.
        System.out.println(subject.group(1) + " " + state.group(1));
        // Not before: a change that was noted and not stored would be lost.
        seen.add(change.group(1));
      }
    }
  }

  public static void main(String[] arguments) throws IOException {
    String secrets = System.getenv("NOTIFIER_WEBHOOK_SECRETS");
    if (arguments.length != 1 || secrets == null || secrets.isBlank()) {
      System.err.println("Set NOTIFIER_WEBHOOK_SECRETS, and name the port");
      System.exit(2);
    }
    WebhookReceiver receiver =
        new WebhookReceiver(new Verifier(List.of(secrets.strip().split("\\s+"))));
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])),
            0);
    server.createContext("/", receiver::handle);
    server.setExecutor(Executors.newFixedThreadPool(THREADS));
    server.start();
    System.out.println("listening on port " + server.getAddress().getPort());
  }
}
