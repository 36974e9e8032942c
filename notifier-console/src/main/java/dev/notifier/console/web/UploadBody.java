package dev.notifier.console.web;

import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a request that another thread reads. When the request ends, that thread may still
 * read: then the body must be closed first, because the next request of the connection follows it.
 * Thread-safe.
 */
public final class UploadBody extends InputStream {
  private final InputStream body;
  private boolean isClosed;

  public UploadBody(InputStream body) {
    this.body = body;
  }

  @Override
  public synchronized int read() throws IOException {
    requireOpen();
    return body.read();
  }

  @Override
  public synchronized int read(byte[] target, int offset, int length) throws IOException {
    requireOpen();
    return body.read(target, offset, length);
  }

  private void requireOpen() throws IOException {
    if (isClosed) {
      throw new IOException("The request has ended");
    }
  }

  /** Waits until the other thread does not read, and lets it read no more. */
  @Override
  public synchronized void close() {
    isClosed = true;
  }
}
