package dev.notifier.console.api;

import java.io.IOException;

/**
 * A file of the HTTP interface broke off while it was read. It has no cause: Spring would take the
 * end of that connection for the end of the browser's, and finish the response as if the file was
 * complete.
 */
public final class BrokenFileException extends IOException {
  BrokenFileException() {
    super("A file of the HTTP interface broke off");
  }
}
