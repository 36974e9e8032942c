package dev.notifier.local;

import dev.notifier.local.home.ComponentLock;
import dev.notifier.local.home.ComponentLock.Note;
import dev.notifier.local.home.HomeDirectory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Comparator;
import java.util.Locale;

/** {@code status}: which parts of a home run, where, and whether they answer. */
final class StatusCommand {
  /** As init scripts have it: the program does not run. */
  private static final int NOTHING_RUNS = 3;

  private static final int CONNECT_LIMIT_MS = 1_000;

  private final HomeDirectory home;
  private final ConsoleOutput console;

  StatusCommand(HomeDirectory home, ConsoleOutput console) {
    this.home = home;
    this.console = console;
  }

  int run() throws IOException {
    var notes =
        ComponentLock.notes(home).stream()
            .sorted(Comparator.comparing(note -> ComponentKind.ofName(note.part()).orElseThrow()))
            .toList();
    if (notes.isEmpty()) {
      console.say("Nothing runs in " + home.directory());
      return NOTHING_RUNS;
    }
    console.say("Home " + home.directory());
    console.part(
        "part", String.format(Locale.ROOT, "%-14s %-8s %s", "state", "process", "address"));
    for (var note : notes) {
      var process = note.lives() ? Long.toString(note.pid()) : "-";
      console.part(
          note.part(),
          String.format(Locale.ROOT, "%-14s %-8s %s", state(note), process, note.address()));
    }
    return notes.stream().anyMatch(Note::lives) ? 0 : NOTHING_RUNS;
  }

  private static String state(Note note) {
    if (!note.lives()) {
      return "killed";
    }
    if (note.address().isEmpty()) {
      return "starting";
    }
    return answers(note.address()) ? "up" : "does not answer";
  }

  private static boolean answers(String address) {
    var bare = address.replaceFirst("^[a-z]+://", "").replaceFirst("/.*$", "");
    var colon = bare.lastIndexOf(':');
    try (var socket = new Socket()) {
      var port = Integer.parseInt(bare.substring(colon + 1));
      socket.connect(new InetSocketAddress(bare.substring(0, colon), port), CONNECT_LIMIT_MS);
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
