package dev.notifier.api.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends each request on a connection of its own, closes its half of the connection, and judges all
 * responses.
 */
public final class RawClient {
  /** A request that waits this long hangs. */
  private static final int TIMEOUT_MS = 15_000;

  private static final JsonMapper JSON = new JsonMapper();

  private final int port;

  public RawClient(int port) {
    this.port = port;
  }

  /**
   * Sends a request.
   *
   * @return what is wrong with the response; empty if it is as promised for any input
   */
  public Optional<String> violation(RawRequest request) {
    try {
      List<RawResponse> responses = send(request);
      if (responses.isEmpty()) {
        return request.isSilenceAllowed() ? Optional.empty() : Optional.of("no response");
      }
      return responses.stream()
          .map(response -> violation(response, request.isHead()))
          .flatMap(Optional::stream)
          .findFirst();
    } catch (IOException e) {
      return Optional.of("no response in time: " + e.getClass().getSimpleName());
    } catch (IllegalArgumentException e) {
      return request.isSilenceAllowed()
          ? Optional.empty()
          : Optional.of("not a response: " + e.getMessage());
    }
  }

  private List<RawResponse> send(RawRequest request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MS);
      socket.setTcpNoDelay(true);
      try {
        OutputStream out = socket.getOutputStream();
        out.write(request.toBytes());
        out.flush();
        socket.shutdownOutput();
      } catch (IOException e) {
        // The server has responded and closed the connection before it read everything.
      }
      return RawResponse.parse(readAll(socket.getInputStream()), request.isHead());
    }
  }

  private static byte[] readAll(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      in.transferTo(out);
    } catch (java.net.SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      // A connection that is reset after the response.
    }
    return out.toByteArray();
  }

  /** Every error has a problem document with its own status; nothing is an error of the server. */
  private static Optional<String> violation(RawResponse response, boolean head) {
    int status = response.status();
    List<String> wrong = new ArrayList<>();
    if (status >= 500) {
      wrong.add("status " + status);
    }
    if (status >= 400 && !head) {
      problem(response).ifPresent(wrong::add);
    }
    return wrong.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", wrong));
  }

  private static Optional<String> problem(RawResponse response) {
    if (!response.header("Content-Type").startsWith("application/problem+json")) {
      // A batch of which every event is rejected has one outcome for each event.
      boolean outcomes = response.status() == 422 && response.body().startsWith("{\"accepted\":0,");
      return outcomes
          ? Optional.empty()
          : Optional.of(response.status() + " without a problem document: " + beginning(response));
    }
    try {
      JsonNode problem = JSON.readTree(response.body());
      if (problem.path("code").asString("").isEmpty()) {
        return Optional.of("a problem without a code");
      }
      int status = problem.path("status").asInt(0);
      return status == response.status()
          ? Optional.empty()
          : Optional.of(
              "the problem has the status " + status + " instead of " + response.status());
    } catch (JacksonException e) {
      return Optional.of("a problem that is not JSON");
    }
  }

  private static String beginning(RawResponse response) {
    String body = response.body();
    return body.isEmpty() ? "empty" : body.substring(0, Math.min(60, body.length()));
  }
}
