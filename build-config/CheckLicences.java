import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Reports libraries of a bill of materials (CycloneDX, XML) that have no licence of a list. Started by
 * check-licences.sh.
 */
final class CheckLicences {
  private CheckLicences() {}

  public static void main(String[] arguments) throws Exception {
    var allowed = allowed(Path.of(arguments[0]));
    var used = new TreeSet<String>();
    var libraries = libraries(Path.of(arguments[1]));
    var refused = 0;
    for (var library : libraries) {
      var licences = licences(library);
      used.addAll(licences);
      if (licences.stream().noneMatch(allowed::contains)) {
        refused++;
        System.out.printf(
            "%s:%s:%s: no licence of the list, it has %s%n",
            text(library, "group"), text(library, "name"), text(library, "version"), licences);
      }
    }
    System.err.printf("check-licences: %d libraries, %d without an allowed licence%n", libraries.size(), refused);
    allowed.stream()
        .filter(licence -> !used.contains(licence))
        .forEach(licence -> System.err.printf("check-licences: no library needs %s any more%n", licence));
    // A bill without libraries is a broken report and no success.
    System.exit(refused > 0 || libraries.isEmpty() ? 1 : 0);
  }

  private static Set<String> allowed(Path list) throws IOException {
    return Files.readAllLines(list).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Element> libraries(Path bill) throws Exception {
    var root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(bill.toFile()).getDocumentElement();
    return elements(root, "components").stream()
        .flatMap(components -> elements(components, "component").stream())
        .filter(component -> !text(component, "group").equals("dev.notifier"))
        .toList();
  }

  private static Set<String> licences(Element library) {
    return elements(library, "licenses").stream()
        .flatMap(licences -> children(licences).stream())
        .map(licence -> licence.getTagName().equals("expression") ? licence.getTextContent() : name(licence))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String name(Element licence) {
    var id = text(licence, "id");
    return id.isEmpty() ? text(licence, "name") : id;
  }

  private static String text(Element parent, String tag) {
    return elements(parent, tag).stream().map(Node::getTextContent).collect(Collectors.joining());
  }

  private static List<Element> elements(Element parent, String tag) {
    return children(parent).stream().filter(child -> child.getTagName().equals(tag)).toList();
  }

  private static List<Element> children(Element parent) {
    var nodes = parent.getChildNodes();
    return IntStream.range(0, nodes.getLength())
        .mapToObj(nodes::item)
        .filter(Element.class::isInstance)
        .map(Element.class::cast)
        .toList();
  }
}
