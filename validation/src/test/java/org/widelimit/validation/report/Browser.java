package org.widelimit.validation.report;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A headless Chromium with one tab, spoken to over its debugging protocol on the loopback address.
 *
 * <p>Time is real time: under the virtual clock of {@code --dump-dom} a busy machine can use the whole budget up while
 * a picture is still being encoded.
 */
final class Browser implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final WebSocket socket;
    private final Events events = new Events();
    private int calls;

    private Browser(Process process, Path profile) throws IOException, InterruptedException {
        this.process = process;
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest tabs = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(profile) + "/json/list"))
                .build();
        Optional<String> tab = Optional.empty();
        long deadline = deadline();
        while (tab.isEmpty()) {
            pauseUntil(deadline, "a tab");
            JsonNode list = JSON.readTree(
                    client.send(tabs, HttpResponse.BodyHandlers.ofString()).body());
            tab = list.findParents("webSocketDebuggerUrl").stream()
                    .filter(target -> target.get("type").textValue().equals("page"))
                    .map(target -> target.get("webSocketDebuggerUrl").textValue())
                    .findFirst();
        }
        this.socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(tab.get()), events)
                .join();
        for (String domain : List.of("Runtime", "Log", "Network", "Page")) {
            call(domain + ".enable", Map.of());
        }
    }

    /** Where Chromium is; without it on the machine the test that asks is skipped. */
    static Path findOrSkip() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        Optional<Path> found = Stream.concat(Stream.of("/usr/bin"), Stream.of(path.split(File.pathSeparator)))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), "no Chromium on this machine: the page is not tested in a browser");
        return found.get();
    }

    /** Starts it with a profile in this folder; names are not resolved, so no host can be reached but this one. */
    static Browser start(Path executable, Path folder) throws IOException, InterruptedException {
        Path profile = folder.resolve("profile");
        Process process = new ProcessBuilder(List.of(
                        executable.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                        "--user-data-dir=" + profile,
                        "--window-size=1280,900",
                        "--remote-debugging-port=0",
                        "about:blank"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("browser.log").toFile())
                .start();
        try {
            return new Browser(process, profile);
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            process.destroyForcibly().waitFor();
            throw e;
        }
    }

    private static int port(Path profile) throws IOException, InterruptedException {
        Path file = profile.resolve("DevToolsActivePort");
        long deadline = deadline();
        while (true) {
            pauseUntil(deadline, file + " with a port");
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (lines.size() > 1) {
                return Integer.parseInt(lines.get(0));
            }
        }
    }

    /** Runs a script at the beginning of every page that is opened from now on. */
    void beforeEveryPage(String script) throws IOException, InterruptedException {
        call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    /** Opens a page. */
    void open(Path page) throws IOException, InterruptedException {
        open(page, "");
    }

    /** Opens a page at a place in it. */
    void open(Path page, String fragment) throws IOException, InterruptedException {
        call("Page.navigate", Map.of("url", page.toUri() + fragment));
    }

    /** Evaluates an expression until it is true; a page that is still loading has no document. */
    void await(String expression) throws IOException, InterruptedException {
        long deadline = deadline();
        while (!evaluate("document.documentElement !== null && (" + expression + ")")
                .asBoolean()) {
            pauseUntil(deadline, expression);
        }
    }

    /** The value of an expression in the page, of its promise where it is one. */
    JsonNode evaluate(String expression) throws IOException, InterruptedException {
        JsonNode answer =
                call("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError("the page throws: " + answer.get("exceptionDetails"));
        }
        return answer.get("result").path("value");
    }

    /** What the console showed: messages, exceptions, refusals by the page's policy. */
    List<String> console() {
        return events.of("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
                .map(JsonNode::toString)
                .toList();
    }

    /** The addresses that were asked for. */
    List<String> requests() {
        return events.of("Network.requestWillBeSent")
                .map(parameters -> parameters.get("request").get("url").textValue())
                .toList();
    }

    private JsonNode call(String method, Map<String, Object> parameters) throws IOException, InterruptedException {
        int id = ++calls;
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        socket.sendText(message.toString(), true).join();
        JsonNode answer = events.answer(id, method);
        if (answer.has("error")) {
            throw new IOException(method + ": " + answer.get("error"));
        }
        return answer.get("result");
    }

    private static long deadline() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    }

    private static void pauseUntil(long deadline, String what) throws InterruptedException {
        if (System.nanoTime() > deadline) {
            throw new AssertionError("waited " + PATIENCE_SECONDS + " s for " + what);
        }
        TimeUnit.MILLISECONDS.sleep(20);
    }

    /** Asks it to end, so that it leaves nothing outside its profile; one that does not is ended. */
    @Override
    public void close() throws InterruptedException {
        socket.sendText("{\"id\": 0, \"method\": \"Browser.close\"}", true).join();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        socket.abort();
    }

    /** What the browser says: answers to calls, one at a time, and events, which are kept. */
    private static final class Events implements WebSocket.Listener {

        private final StringBuilder partial = new StringBuilder();
        private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
        private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                JsonNode message = parse(partial.toString());
                (message.has("id") ? answers : events).add(message);
                partial.setLength(0);
            }
            from.request(1);
            return null;
        }

        private static JsonNode parse(String text) {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new IllegalStateException("the browser's words are not JSON: " + text, e);
            }
        }

        JsonNode answer(int id, String method) throws IOException, InterruptedException {
            JsonNode answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answer == null || answer.get("id").intValue() != id) {
                throw new IOException("no answer to " + method + ", but " + answer);
            }
            return answer;
        }

        Stream<JsonNode> of(String... methods) {
            return events.stream()
                    .filter(event ->
                            List.of(methods).contains(event.get("method").textValue()))
                    .map(event -> event.get("params"));
        }
    }
}
