#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size);

/**
 * Stands in for libFuzzer in builds without it: runs a target once with every file of a directory, and with nothing.
 * A crash is the failure; a directory without files is one too, for then nothing was tested.
 */
int main(int argc, char **argv)
{
    const std::filesystem::path corpus = argc > 1 ? argv[1] : "";
    LLVMFuzzerTestOneInput(nullptr, 0);
    int files = 0;
    if (std::filesystem::is_directory(corpus)) {
        for (const auto &entry : std::filesystem::directory_iterator(corpus)) {
            std::ifstream file(entry.path(), std::ios::binary);
            const std::vector<char> bytes((std::istreambuf_iterator<char>(file)), {});
            LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(bytes.data()), bytes.size());
            ++files;
        }
    }
    std::printf("%d inputs from %s\n", files, corpus.c_str());
    return files > 0 ? 0 : 1;
}
