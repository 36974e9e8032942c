package dev.notifier.local.cli;

import dev.notifier.local.console.CommandException;
import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.local.home.HomeOption;
import dev.notifier.local.templates.TemplateApiClient;
import dev.notifier.local.templates.TemplateFolder;
import dev.notifier.local.templates.TemplateFolderLint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code templates}: checks, imports and exports template files. */
@Command(name = "templates", description = "Check, import or export template files.")
final class TemplatesCommand {
  private static final String DIRECTORY = "directory with templates/*.yaml and event-types/*.yaml";

  @Mixin private HomeOption homeOption = new HomeOption();

  private final ConsoleOutput console = ConsoleOutput.standard();

  @Command(
      name = "lint",
      description = "Check the files without a server; exit code 1 if there are errors.")
  int lint(@Parameters(paramLabel = "DIR", description = DIRECTORY) Path directory)
      throws CommandException, IOException {
    return lint(new TemplateFolder(directory));
  }

  @Command(
      name = "import",
      description =
          "Send the files that differ to the api of the home; templates then wait for review. Exit"
              + " code 1 if a file has errors or is rejected, also with --dry-run.")
  int importFiles(
      @Option(names = "--dry-run", description = "only show what would be done") boolean dryRun,
      @Parameters(paramLabel = "DIR", description = DIRECTORY) Path directory)
      throws CommandException, IOException, InterruptedException {
    var folder = new TemplateFolder(directory);
    var code = lint(folder);
    if (code != 0) {
      return code;
    }
    var lines = api().send(folder, dryRun);
    lines.forEach(console::print);
    var unchanged =
        lines.stream().filter(line -> line.startsWith(TemplateApiClient.UNCHANGED)).count();
    console.print(summary(lines.size(), lines.size() - unchanged, dryRun));
    return lines.stream().anyMatch(line -> line.startsWith(TemplateApiClient.REJECTED)) ? 1 : 0;
  }

  private static String summary(long files, long different, boolean dryRun) {
    if (different == 0) {
      return "Nothing " + (dryRun ? "would change" : "changed") + ": all files are as on the api.";
    }
    return "%d of %d files %s from those on the api."
        .formatted(different, files, dryRun ? "differ" : "differed");
  }

  @Command(
      name = "export",
      description = "Write the templates and event types of the api as files.")
  int exportFiles(@Parameters(paramLabel = "DIR", description = "target directory") Path directory)
      throws CommandException, IOException, InterruptedException {
    var written = api().fetch(new TemplateFolder(directory));
    console.print(written.size() + " files in " + directory);
    return 0;
  }

  private int lint(TemplateFolder folder) throws CommandException, IOException {
    if (!Files.isDirectory(folder.directory())) {
      throw new CommandException("There is no directory " + folder.directory() + ".");
    }
    var files = folder.templates().size() + folder.eventTypes().size();
    if (files == 0 && folder.unread().isEmpty()) {
      throw new CommandException(
          folder.directory() + " has no templates/*.yaml and no event-types/*.yaml.");
    }
    var diagnostics = TemplateFolderLint.check(folder);
    diagnostics.forEach(diagnostic -> console.print(diagnostic.toString()));
    console.print(counted(diagnostics.size(), "error") + " in " + counted(files, "file") + ".");
    return diagnostics.isEmpty() ? 0 : 1;
  }

  private static String counted(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** The api of the home. An import uses the editor's key, so that the reviewer can approve it. */
  private TemplateApiClient api() throws CommandException, IOException {
    var home = homeOption.openExisting();
    var endpoints = home.endpoints();
    var address = endpoints.get("api");
    var editorKey = endpoints.get("editorKey");
    var key = editorKey.isPresent() ? editorKey : endpoints.get("apiKey");
    if (address.isEmpty() || key.isEmpty()) {
      throw new CommandException(
          "No api runs in " + home.directory() + ": start it with ./notifier start.");
    }
    return new TemplateApiClient(address.get(), key.get());
  }
}
