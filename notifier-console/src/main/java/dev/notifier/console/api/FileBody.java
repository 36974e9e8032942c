package dev.notifier.console.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;

/** A file that arrives. If it breaks off, reading fails with {@link BrokenFileException}. */
final class FileBody extends FilterInputStream {
  private FileBody(InputStream file) {
    super(file);
  }

  /** Hands a response out before its body has arrived. */
  static BodyHandler<InputStream> handler() {
    return _ -> BodySubscribers.mapping(BodySubscribers.ofInputStream(), FileBody::new);
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (IOException e) {
      throw new BrokenFileException();
    }
  }

  @Override
  public int read(byte[] part, int from, int length) throws IOException {
    try {
      return super.read(part, from, length);
    } catch (IOException e) {
      throw new BrokenFileException();
    }
  }
}
