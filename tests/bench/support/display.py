"""An X server of our own, so that nothing flickers on a person's screen and every machine measures the same."""

import os
import subprocess


class Display:
    def __enter__(self):
        reading, writing = os.pipe()
        self._process = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
                                         pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as stream:
            os.environ["DISPLAY"] = ":" + stream.readline().strip()
        os.environ.pop("WAYLAND_DISPLAY", None)
        os.environ["QT_QPA_PLATFORM"] = "xcb"
        return self

    def __exit__(self, *exception):
        self._process.terminate()
        self._process.wait()
