import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Takes orders, a line of JSON each, carries them out with generated clients, and says what came of it. */
final class Driver {
  private static final JsonMapper JSON = new JsonMapper();
  private static final BufferedReader INPUT =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

  private static boolean pause;

  private Driver() {}

  public static void main(String[] arguments) throws Exception {
    for (String line = INPUT.readLine(); line != null; line = INPUT.readLine()) {
      try {
        say(carryOut(Path.of(arguments[0]), JSON.readTree(line)));
      } catch (Api.Refused | Job.Failed error) {
        say(Map.of("error", error.getMessage()));
      }
    }
  }

  private static Object carryOut(Path documents, JsonNode order) throws Exception {
    String operation = order.get("operation").asText();
    Api api =
        new Api(documents, order.get("service").asText(), order.get("url").asText(), order.get("token").asText());
    if (order.get("do").asText().equals("list")) {
      JsonNode how = api.operation(operation).get("x-pages");
      Lists.Read read = Lists.read(api, operation, parameters(order), null, how, order.get("limit"));
      return Map.of("keys", read.entries().stream().map(entry -> Lists.at(entry, how.get("key"))).toList());
    }
    pause = order.get("pause").asBoolean();
    Job job = new Job(api, operation, order, Driver::pause);
    List<Job.LogFile> files = job.run();
    return Map.of("files", files.stream().map(Driver::described).toList(), "unknown", job.unknown);
  }

  static Map<String, JsonNode> parameters(JsonNode order) {
    Map<String, JsonNode> parameters = new HashMap<>();
    order.get("parameters").properties().forEach(it -> parameters.put(it.getKey(), it.getValue()));
    return parameters;
  }

  private static void pause() throws Exception {
    if (!pause) return;
    pause = false;
    say(Map.of("paused", true));
    INPUT.readLine();
  }

  private static Map<String, String> described(Job.LogFile file) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(file.content());
      return Map.of("name", file.name(), "sha256", HexFormat.of().formatHex(digest));
    } catch (java.security.NoSuchAlgorithmException none) {
      throw new IllegalStateException(none);
    }
  }

  private static void say(Object answer) throws Exception {
    System.out.println(JSON.writeValueAsString(answer));
    System.out.flush();
  }
}
