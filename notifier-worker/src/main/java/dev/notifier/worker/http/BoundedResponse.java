package dev.notifier.worker.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Reads a response up to a limit, beyond which it fails. Used by one thread of the client. */
final class BoundedResponse extends AbstractBinResponseConsumer<OutboundResponse> {
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final int maxBytes;
  private int status;
  private @Nullable String retryAfter;

  BoundedResponse(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** The response is larger than the limit. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;
  }

  @Override
  protected void start(HttpResponse response, @Nullable ContentType contentType) {
    status = response.getCode();
    Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
    retryAfter = header == null ? null : header.getValue();
  }

  @Override
  protected int capacityIncrement() {
    return maxBytes;
  }

  @Override
  protected void data(ByteBuffer bytes, boolean endOfStream) throws IOException {
    if (body.size() + bytes.remaining() > maxBytes) {
      throw new TooLargeException();
    }
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    body.write(copy);
    if (endOfStream) {
      completed();
    }
  }

  @Override
  protected OutboundResponse buildResult() {
    return new OutboundResponse(status, retryAfter, body.toByteArray());
  }

  @Override
  public void releaseResources() {
    body.reset();
  }
}
