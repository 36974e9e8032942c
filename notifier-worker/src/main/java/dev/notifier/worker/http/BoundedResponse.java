package dev.notifier.worker.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.entity.AbstractBinDataConsumer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads a response up to a limit, beyond which it fails. Its content type may be anything. Used by
 * one thread of the client.
 */
final class BoundedResponse extends AbstractBinDataConsumer
    implements AsyncResponseConsumer<OutboundResponse> {
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final int maxBytes;
  private int status;
  private @Nullable String retryAfter;
  private @Nullable FutureCallback<OutboundResponse> result;

  BoundedResponse(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** The response is larger than the limit. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;
  }

  @Override
  public void informationResponse(HttpResponse response, HttpContext context) {
    // The final response follows.
  }

  @Override
  public void consumeResponse(
      HttpResponse response,
      @Nullable EntityDetails entity,
      HttpContext context,
      FutureCallback<OutboundResponse> callback) {
    result = callback;
    status = response.getCode();
    Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
    retryAfter = header == null ? null : header.getValue();
    if (entity == null) {
      completed();
    }
  }

  @Override
  protected int capacityIncrement() {
    return maxBytes;
  }

  @Override
  protected void data(ByteBuffer bytes, boolean endOfStream) throws TooLargeException {
    if (body.size() + bytes.remaining() > maxBytes) {
      throw new TooLargeException();
    }
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    body.writeBytes(copy);
  }

  @Override
  protected void completed() {
    if (result != null) {
      result.completed(new OutboundResponse(status, retryAfter, body.toByteArray()));
    }
  }

  @Override
  public void failed(Exception cause) {
    // The client ends the request.
  }

  @Override
  public void releaseResources() {
    body.reset();
  }
}
