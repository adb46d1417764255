import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads lists as the extension x-pages says. */
final class Lists {
  private Lists() {}

  /** The first answer, and the entries of all. */
  record Read(JsonNode first, List<JsonNode> entries) {}

  static Read read(Api api, String id, Map<String, JsonNode> values, JsonNode body, JsonNode how, JsonNode limit)
      throws Exception {
    Map<String, JsonNode> entries = new LinkedHashMap<>();
    Map<String, JsonNode> page = new HashMap<>(values);
    page.put(how.get("limit").asText(), limit);
    JsonNode first = null;
    for (int passed = 0; ; ) {
      if (how.get("offset").isTextual()) page.put(how.get("offset").asText(), IntNode.valueOf(passed));
      JsonNode answer = api.call(id, page, body).data();
      first = first == null ? answer : first;
      int known = entries.size();
      List<JsonNode> came = entries(answer, how.get("list"));
      came.forEach(entry -> entries.put(at(entry, how.get("key")).asText(), entry));
      JsonNode total = at(answer, how.get("total"));
      String marker = at(answer, how.get("next")).asText("");
      boolean over = entries.size() == known || (total.isInt() && total.asInt() == entries.size());
      if (over || (how.get("marker").isTextual() && marker.isEmpty())) {
        return new Read(first, new ArrayList<>(entries.values()));
      }
      passed += came.size();
      if (how.get("marker").isTextual()) page.put(how.get("marker").asText(), at(answer, how.get("next")));
    }
  }

  static List<JsonNode> entries(JsonNode answer, JsonNode pointer) {
    List<JsonNode> entries = new ArrayList<>();
    at(answer, pointer).forEach(entries::add);
    return entries;
  }

  /** What a JSON Pointer leads to; a missing node if there is nothing, or no pointer. */
  static JsonNode at(JsonNode value, JsonNode pointer) {
    return pointer.isTextual() ? value.at(pointer.asText()) : MissingNode.getInstance();
  }
}
