package dev.notifier.api.app;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import dev.notifier.api.browser.TestBrowser;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A page in a real browser with an authenticator of its own, which always finds its user present.
 * The page uses passkeys as each other page would.
 */
final class BrowserPasskeys implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private static final byte[] PAGE =
      """
      <!doctype html>
      <html lang="en">
        <meta charset="utf-8">
        <title>Passkeys</title>
        <script>
          async function create(options) {
            const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(options));
            return JSON.stringify(await navigator.credentials.create({ publicKey }));
          }
          async function get(options) {
            const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(options));
            return JSON.stringify(await navigator.credentials.get({ publicKey }));
          }
        </script>
      </html>
      """
          .getBytes(StandardCharsets.UTF_8);

  private final Page page;
  private final CDPSession devTools;
  private final String authenticator;

  BrowserPasskeys(TestBrowser browser, String origin) {
    page = browser.newPage();
    page.navigate(origin);
    devTools = page.context().newCDPSession(page);
    devTools.send("WebAuthn.enable");
    JsonObject options =
        new Gson()
            .fromJson(
                """
                {"protocol": "ctap2", "transport": "internal", "hasResidentKey": true,
                 "hasUserVerification": true, "isUserVerified": true,
                 "automaticPresenceSimulation": true}
                """,
                JsonObject.class);
    authenticator =
        devTools
            .send("WebAuthn.addVirtualAuthenticator", with("options", options))
            .get("authenticatorId")
            .getAsString();
  }

  /** Serves the page at a free port of localhost. */
  static HttpServer serve() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, PAGE.length);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(PAGE);
          }
        });
    server.start();
    return server;
  }

  static String origin(HttpServer server) {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** Makes a passkey with the options of the api. */
  JsonNode create(String options) {
    return JSON.readTree((String) page.evaluate("options => create(options)", options));
  }

  /** Uses a passkey with the options of the api. */
  JsonNode get(String options) {
    return JSON.readTree((String) page.evaluate("options => get(options)", options));
  }

  /** The passkeys of the authenticator with their keys, as somebody who copies it has them. */
  List<JsonObject> copies() {
    List<JsonObject> copies = new ArrayList<>();
    JsonArray credentials =
        devTools
            .send("WebAuthn.getCredentials", with("authenticatorId", authenticator))
            .getAsJsonArray("credentials");
    for (JsonElement credential : credentials) {
      copies.add(credential.getAsJsonObject());
    }
    return copies;
  }

  /** Puts a copy of a passkey into this authenticator. */
  void insert(JsonObject copy) {
    JsonObject arguments = with("authenticatorId", authenticator);
    arguments.add("credential", copy);
    devTools.send("WebAuthn.addCredential", arguments);
  }

  private static JsonObject with(String name, String value) {
    JsonObject object = new JsonObject();
    object.addProperty(name, value);
    return object;
  }

  private static JsonObject with(String name, JsonObject value) {
    JsonObject object = new JsonObject();
    object.add(name, value);
    return object;
  }

  @Override
  public void close() {
    page.context().close();
  }
}
