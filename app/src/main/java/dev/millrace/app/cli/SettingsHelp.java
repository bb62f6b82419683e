package dev.millrace.app.cli;

import dev.millrace.app.settings.KnownSettings;
import dev.millrace.app.settings.Setting;
import java.util.ArrayList;
import java.util.List;

/** All settings, as the end of a command's help. */
final class SettingsHelp {
  private SettingsHelp() {}

  /** Lines for picocli, in which a percent sign stands for itself only when doubled. */
  static String[] lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("Settings, by variable, -Dmillrace.KEY=VALUE, or a line in HOME/millrace.yml:");
    for (Setting setting : KnownSettings.all()) {
      String standard = setting.standard() == null ? "" : " [" + setting.standard() + "]";
      lines.add("  " + setting.key() + ", " + setting.variable() + standard);
      lines.add("    " + setting.description());
    }
    lines.replaceAll(line -> line.replace("%", "%%"));
    return lines.toArray(String[]::new);
  }
}
