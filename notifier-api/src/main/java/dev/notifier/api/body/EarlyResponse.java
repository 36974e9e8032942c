package dev.notifier.api.body;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * A response whose length is known before it is sent, unless it is larger than {@link #MAX_BYTES}:
 * that is sent as it is written, so that no request has the api keep a response of any size. Used
 * by one thread.
 */
final class EarlyResponse extends ContentCachingResponseWrapper {
  static final int MAX_BYTES = 1 << 20;

  private @Nullable ServletOutputStream out;
  private @Nullable PrintWriter writer;

  EarlyResponse(HttpServletResponse response) {
    super(response);
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (out == null) {
      out = new Bounded(super.getOutputStream());
    }
    return out;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (writer == null) {
      writer =
          new PrintWriter(
              new OutputStreamWriter(getOutputStream(), Charset.forName(getCharacterEncoding())));
    }
    return writer;
  }

  @Override
  protected void copyBodyToResponse(boolean complete) throws IOException {
    if (writer != null) {
      writer.flush();
    }
    super.copyBodyToResponse(complete);
  }

  private void sendIfLarge() throws IOException {
    if (getContentSize() > MAX_BYTES) {
      super.copyBodyToResponse(false);
    }
  }

  private final class Bounded extends ServletOutputStream {
    private final ServletOutputStream kept;

    private Bounded(ServletOutputStream kept) {
      this.kept = kept;
    }

    @Override
    public void write(int value) throws IOException {
      kept.write(value);
      sendIfLarge();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      kept.write(bytes, offset, length);
      sendIfLarge();
    }

    @Override
    public boolean isReady() {
      return kept.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      kept.setWriteListener(listener);
    }
  }
}
