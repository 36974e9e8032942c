package dev.notifier.api.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as bytes, which may be an invalid one. Texts outside the body are written in ISO
 * 8859-1, so that each character is a byte.
 */
public final class RawRequest {
  static final String AUTHORIZATION = "Authorization";
  static final String CONTENT_TYPE = "Content-Type";

  private final String kind;
  private final Operation operation;
  private String method;
  private String target;
  private String protocol = "HTTP/1.1";
  private final List<String> headers = new ArrayList<>();
  private byte[] body = new byte[0];
  private boolean lengthGiven;
  private boolean silenceAllowed;
  private byte @Nullable [] bytes;

  private RawRequest(String kind, Operation operation) {
    this.kind = kind;
    this.operation = operation;
    this.method = operation.method();
    this.target = operation.validTarget();
    headers.add("Host: localhost");
    headers.add("Connection: close");
  }

  /** A valid request without a body. */
  static RawRequest withoutBody(String kind, Operation operation, String key) {
    return new RawRequest(kind, operation).header(AUTHORIZATION, "Bearer " + key);
  }

  RawRequest method(String value) {
    method = value;
    return this;
  }

  RawRequest target(String value) {
    target = value;
    return this;
  }

  RawRequest protocol(String value) {
    protocol = value;
    return this;
  }

  RawRequest header(String name, String value) {
    headers.add(name + ": " + value);
    return this;
  }

  /** Adds a line that need not be a header. */
  RawRequest line(String line) {
    headers.add(line);
    return this;
  }

  RawRequest without(String name) {
    headers.removeIf(header -> header.regionMatches(true, 0, name + ":", 0, name.length() + 1));
    return this;
  }

  RawRequest replaced(String name, String value) {
    return without(name).header(name, value);
  }

  RawRequest body(byte[] value) {
    body = value;
    return this;
  }

  RawRequest body(String value) {
    return body(value.getBytes(StandardCharsets.UTF_8));
  }

  /** The headers say how long the body is, or say something wrong. */
  RawRequest ownLength() {
    lengthGiven = true;
    return this;
  }

  /** The server may close the connection without a response. */
  public RawRequest silenceAllowed() {
    silenceAllowed = true;
    return this;
  }

  /** Replaces the whole request. */
  RawRequest bytes(byte[] value) {
    bytes = value;
    return this;
  }

  /** What is unusual about it. */
  public String kind() {
    return kind;
  }

  public Operation operation() {
    return operation;
  }

  boolean isSilenceAllowed() {
    return silenceAllowed;
  }

  boolean isHead() {
    return bytes == null && method.equals("HEAD");
  }

  byte[] body() {
    return body;
  }

  public boolean hasBody() {
    return body.length > 0;
  }

  byte[] toBytes() {
    if (bytes != null) {
      return bytes;
    }
    StringBuilder head = new StringBuilder(method).append(' ').append(target);
    head.append(protocol.isEmpty() ? "" : " " + protocol).append("\r\n");
    headers.forEach(header -> head.append(header).append("\r\n"));
    if (!lengthGiven && body.length > 0) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(body);
    return out.toByteArray();
  }

  /** The beginning, without the key and with what cannot be printed replaced. */
  @Override
  public String toString() {
    String text = new String(toBytes(), StandardCharsets.UTF_8);
    text = text.replaceAll("Bearer [^\r]*", "Bearer …").replace("\r\n", "⏎");
    text = text.length() > 600 ? text.substring(0, 600) + "… (" + text.length() + ")" : text;
    return text.replaceAll("\\p{Cc}", "·");
  }
}
