package dev.notifier.console.api;

import dev.notifier.console.api.ApiCaller.Cause;
import dev.notifier.contracts.access.Practice;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends requests to the HTTP interface, so that its checks of scopes, tenants and limits and its
 * audit hold for the console, too. Thread-safe.
 */
public final class ApiClient implements AutoCloseable {
  /**
   * Proves that a request is from the console: the secret, the address of the browser, and {@link
   * #OF_PROGRAM} if neither a person nor a browser has caused it.
   */
  public static final String CLIENT_HEADER = "Notifier-Console-Client";

  /** The end of such a header. */
  public static final String OF_PROGRAM = "program";

  private static final String JSON = "application/json";
  private static final int FIRST_ERROR = 400;
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient http;
  private final Supplier<URI> address;
  private final String secret;
  private final JsonMapper json;

  /**
   * @param address of the HTTP interface, without a path; asked for each request
   * @param secret of {@link #CLIENT_HEADER}
   */
  public ApiClient(Supplier<URI> address, String secret) {
    this.address = address;
    this.secret = secret;
    http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    json = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();
  }

  /** The calls of one caller. */
  public Api of(ApiCaller caller) {
    return new Api(this, caller);
  }

  <T> T read(byte[] body, Class<T> type) {
    try {
      return json.readValue(body, type);
    } catch (JacksonException e) {
      // Its message has parts of the response.
      throw new IllegalStateException("A response is no " + type.getSimpleName());
    }
  }

  /** Sends a POST that only reads: if the connection breaks, nothing was changed. */
  HttpResponse<byte[]> search(ApiCaller caller, ApiPath path, byte[] body) {
    try {
      return send(caller, "POST", path, body, Map.of());
    } catch (ApiException e) {
      throw e.problem().isOutcomeUnknown() ? new ApiException(ApiProblem.unavailable()) : e;
    }
  }

  HttpResponse<byte[]> send(
      ApiCaller caller, String method, ApiPath path, byte[] body, Map<String, String> headers) {
    HttpRequest.Builder request = request(caller, path, headers);
    if (body.length > 0) {
      request.setHeader("Content-Type", JSON);
    }
    HttpResponse<byte[]> response =
        send(request.method(method, publisher(body)).build(), BodyHandlers.ofByteArray());
    if (response.statusCode() >= FIRST_ERROR) {
      throw new ApiException(problem(response.statusCode(), response.body()));
    }
    return response;
  }

  /** Sends a file with POST, PUT or PATCH, and reads the response when it has arrived. */
  HttpResponse<byte[]> upload(
      ApiCaller caller,
      String method,
      ApiPath path,
      Map<String, String> headers,
      InputStream file) {
    HttpRequest request =
        request(caller, path, headers)
            .timeout(Duration.ofHours(1))
            .method(method, BodyPublishers.ofInputStream(() -> file))
            .build();
    HttpResponse<byte[]> response = send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() >= FIRST_ERROR) {
      throw new ApiException(problem(response.statusCode(), response.body()));
    }
    return response;
  }

  /** Requests a file, which the caller of this method reads and closes. */
  HttpResponse<InputStream> download(ApiCaller caller, ApiPath path, Map<String, String> headers) {
    HttpResponse<InputStream> response =
        send(request(caller, path, headers).GET().build(), FileBody.handler());
    if (response.statusCode() >= FIRST_ERROR) {
      try (InputStream body = response.body()) {
        throw new ApiException(problem(response.statusCode(), body.readAllBytes()));
      } catch (IOException e) {
        throw new ApiException(ApiProblem.unavailable());
      }
    }
    return response;
  }

  private HttpRequest.Builder request(ApiCaller caller, ApiPath path, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.get().resolve(path.toString()))
            .timeout(TIMEOUT)
            .setHeader(CLIENT_HEADER, client(caller));
    if (!caller.token().isEmpty()) {
      request.setHeader("Authorization", "Bearer " + caller.token());
    }
    if (!caller.program().isEmpty()) {
      request.setHeader("User-Agent", caller.program());
    }
    if (caller.automatic()) {
      request.setHeader("Notifier-Automatic", "true");
    }
    if (caller.practice()) {
      request.setHeader(Practice.HEADER, "true");
    }
    headers.forEach(request::setHeader);
    return request;
  }

  private String client(ApiCaller caller) {
    String client = secret + " " + caller.address();
    return caller.cause() == Cause.PROGRAM ? client + " " + OF_PROGRAM : client;
  }

  private static BodyPublisher publisher(byte[] body) {
    return body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
    try {
      return http.send(request, body);
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw new ApiException(ApiProblem.unavailable());
    } catch (IOException e) {
      throw new ApiException(broken(request));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException(broken(request));
    }
  }

  /** The request may have arrived. */
  private static ApiProblem broken(HttpRequest request) {
    return request.method().equals("GET") ? ApiProblem.unavailable() : ApiProblem.outcomeUnknown();
  }

  private ApiProblem problem(int status, byte[] body) {
    try {
      return json.readValue(body, ApiProblem.class);
    } catch (JacksonException e) {
      return new ApiProblem(status, null, null, null, null, null);
    }
  }

  byte[] write(Object body) {
    return json.writeValueAsBytes(body);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
